"""Finds the dataset declarations of every installed app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ReturnsConfig(AppConfig):
    name = "returns"

    def ready(self) -> None:
        autodiscover_modules("dataset")
