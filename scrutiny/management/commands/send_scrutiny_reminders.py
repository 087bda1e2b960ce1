"""`send_scrutiny_reminders`: the other name of `send_reminders`, for timetables that have it."""

from partnership.management.commands import send_reminders


class Command(send_reminders.Command):
    help = f"The same as send_reminders. {send_reminders.Command.help}"
