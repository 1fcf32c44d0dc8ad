from tests.search.conftest import browser, learner, loaded, staff

__all__ = ["browser", "learner", "loaded", "staff"]
