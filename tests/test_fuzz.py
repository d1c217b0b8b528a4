"""Damaged seed files give problems, never a traceback. `bench/fuzz.py` tries many more."""

import pytest
from conftest import DATA
from hypothesis import given, settings
from mutations import Damage, Trial, damages, read_seeds

SEEDS = read_seeds(DATA / "fishing" / "seeds")


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("fuzz"), SEEDS)


@settings(max_examples=300)
@given(damage=damages(SEEDS))
def test_damaged_seed_files_give_problems_and_no_traceback(trial: Trial, damage: Damage) -> None:
    trial.inspect(damage)
