"""Many numbers in one deployment, while Lambda throttles every step of them for a while.

Six numbers for some seconds here; fifty for a minute with SLOW=1 in the environment.
"""

import os
import time
from concurrent.futures import ThreadPoolExecutor

from tests.end_to_end.deployment import Deployment
from tests.end_to_end.test_shared_provider import resources

COUNT, SECONDS = (50, 60) if os.environ.get("SLOW") else (6, 5)


def test_every_number_is_claimed_all_the_same(deployment: Deployment, shared: str) -> None:
    deployment.deploy({})
    function_name = resources(deployment, shared)["AWS::Lambda::Function"]
    numbers = {f"Number{index}": deployment.search("+1617") for index in range(COUNT)}
    # So long at least, steps are still to come once the events are recorded, however busy the machine.
    deployment.local_aws.connect.configure({"settle_seconds": 8.0})
    with ThreadPoolExecutor(1) as pool:
        deploying = pool.submit(deployment.deploy, numbers)
        while not deployment.records() and not deploying.done():
            time.sleep(0.1)
        deployment.local_aws.running.control.throttle_function(function_name, SECONDS)
        assert not deploying.done()
        deploying.result()
    assert list(deployment.claimed().values()) == ["CLAIMED"] * COUNT
