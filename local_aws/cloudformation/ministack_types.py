"""Replacements for those types of ministack that differ from CloudFormation's."""

from ministack.services.cloudformation import provisioners

from local_aws.cloudformation import function, global_table, log_group, metric_math_alarm, state_machine, table


def register() -> None:
    """Replace the provisioners of these types."""
    handlers = provisioners._RESOURCE_HANDLERS
    for module in (function, global_table, log_group, state_machine, table):
        own = {"create": module.create, "update": module.update, "update_with_logical_id": True}
        handlers[module.TYPE] = {**handlers[module.TYPE], **own}
    for deleting in (function, global_table, table):
        handlers[deleting.TYPE]["delete"] = deleting.delete
    handlers[metric_math_alarm.TYPE] = {**handlers[metric_math_alarm.TYPE], "create": metric_math_alarm.create}
