"""The fake NVIDIA driver, as the meters' own tests use it."""

from tests.unit.metering.conftest import driver, nvml_folder

__all__ = ["driver", "nvml_folder"]
