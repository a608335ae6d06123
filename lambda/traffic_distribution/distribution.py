"""How a traffic distribution group distributes calls, agents and sign-ins between its two Regions: pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from connect_phone_numbers.model.message import shown

CONFIGS = ("TelephonyConfig", "AgentConfig", "SignInConfig")
"""The service's names. Each configuration has a member Distributions."""

# Connect service model 2017-08-08: AwsRegion.
_REGION = re.compile(r"[a-z]{2}(-[a-z]{1,12}){1,2}-[0-9]")

Shares = Mapping[str, int | bool]
"""By Region: the percentage, in steps of 10; of SignInConfig, whether signing in is enabled."""


@dataclass(frozen=True)
class Distribution:
    """Configurations by name. Not every distribution has all three."""

    configs: Mapping[str, Shares]

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Self:
        """Read GetTrafficDistribution's answer."""
        return cls(
            {
                name: {share["Region"]: share[_member(name)] for share in answer[name]["Distributions"]}
                for name in CONFIGS
                if name in answer
            }
        )

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what `text` wrote. Raises ValueError."""
        return cls(dict(json.loads(text)))

    @classmethod
    def from_properties(cls, properties: Mapping[str, Any], home: str, problems: list[str]) -> Self:
        """Read a resource's properties. What is wrong with them is added to the problems.

        Args:
            properties: the resource's.
            home: the group's Region.
            problems: those of all properties.
        """
        configs = {}
        for name in CONFIGS:
            if name in properties:
                configs[name] = _shares(name, properties[name], home, problems)
        if "TelephonyConfig" not in configs:
            problems.append("TelephonyConfig is missing: the service takes no other distribution without it")
        return cls(configs)

    @property
    def text(self) -> str:
        """The distribution as the record keeps it."""
        return json.dumps(dict(self.configs), separators=(",", ":"), sort_keys=True)

    def members(self) -> dict[str, Any]:
        """The members of UpdateTrafficDistribution."""
        return {
            name: {"Distributions": [{"Region": region, _member(name): share} for region, share in shares.items()]}
            for name, shares in self.configs.items()
        }

    def is_in(self, present: Distribution) -> bool:
        """Whether every configuration of this distribution is in the present one."""
        return all(present.configs.get(name) == shares for name, shares in self.configs.items())

    def is_between(self, before: Distribution, asked: Distribution) -> bool:
        """Whether each configuration of `asked` is as before, or as in `asked`."""
        return all(self.configs.get(name) in (before.configs.get(name), asked.configs[name]) for name in asked.configs)

    def of_the_same(self, asked: Distribution) -> Distribution:
        """The configurations of this distribution that `asked` has as well."""
        return Distribution({name: self.configs[name] for name in asked.configs if name in self.configs})

    def with_dropped(self, old: Distribution, before: Distribution, present: Distribution) -> Distribution:
        """This distribution, and what was there before of each configuration that is not asked for any more.

        Args:
            old: what was asked for until now. What somebody has changed since is left as it is.
            before: how the group was distributed before anything was asked for.
            present: how it is distributed.
        """
        dropped = {
            name: before.configs[name]
            for name, shares in old.configs.items()
            if name not in self.configs and name in before.configs and present.configs.get(name) == shares
        }
        return Distribution({**dropped, **self.configs})

    def busiest_region(self, home: str) -> str:
        """The Region that most calls go to; if each has half, the home Region."""
        shares = self.configs["TelephonyConfig"]
        return max(shares, key=lambda region: (shares[region], region == home))


def _member(config: str) -> str:
    return "Enabled" if config == "SignInConfig" else "Percentage"


def _shares(name: str, given: object, home: str, problems: list[str]) -> Shares:
    listed = given.get("Distributions") if isinstance(given, Mapping) else None
    shares: dict[str, int | bool] = {}
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, Mapping) and isinstance(each.get("Region"), str):
            shares[each["Region"]] = _share(name, each.get(_member(name)), problems)
    wrong = [region for region in shares if not _REGION.fullmatch(region)]
    if wrong:
        problems.append(f"{name}: Region {shown(wrong[0])} is not a Region, for example us-west-2")
    elif len(shares) != 2 or home not in shares:
        problems.append(f"{name} {shown(given)} has not one share for {home} and one for the replica's Region")
    elif name != "SignInConfig" and sum(shares.values()) != 100:
        problems.append(f"{name} gives {sum(shares.values())} %: the two Regions have 100 % together")
    return shares


def _share(name: str, given: object, problems: list[str]) -> int | bool:
    if name == "SignInConfig":
        if given not in ("true", "false"):
            problems.append(f"{name}: Enabled {shown(given)} is neither 'true' nor 'false'")
        return given == "true"
    if given not in [str(percentage) for percentage in range(0, 101, 10)]:
        problems.append(f"{name}: Percentage {shown(given)} is none of 0, 10, 20 to 100")
        return 0
    return int(str(given))
