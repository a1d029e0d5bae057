"""Columns of texts as they lie in a table: what they may be, and what is wrong with them."""

from __future__ import annotations

import ctypes
import pickle
import runpy
import subprocess
import sys
import types
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from dateutil import tz as dateutil_tz
from hypothesis import example, given
from hypothesis import strategies as st

import quartzcron
from quartzcron import CronExpression, CronExpressionError, Schedule, UnknownNameError, arrays
from quartzcron.arrays import arrow, encoding, rows
from quartzcron.arrays.encoding import column_of, plain_objects, plain_texts

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)

#: Repeated, short and long (Arrow keeps twelve octets in place), beyond ASCII, empty.
TEXTS = [
    "0 9 * * *",
    "0 9 * * MON-FRI",
    "0 9 * * *",
    "",
    "ä☃𝄞",
    "0 9 1,15 JAN,JUL MON,TUE",
    "@daily",
]
NULLS: list[str | None] = ["0 9 * * *", None, "0 9 * * MON-FRI", None, "0 9 * * *"]


def spelled(given: object) -> list[object]:
    """Return a column as it was, by its numbers."""
    column = column_of(given)
    assert len(set(column.values)) == len(column.values)
    return [None if number < 0 else column.values[number] for number in column.numbers.tolist()]


def made_by(package: str, name: str) -> Callable[[list[Any]], Any]:
    """Return what makes a column of a kind, or skip where its package is not installed."""
    module = pytest.importorskip(package)
    return lambda values: eval(name, {"it": module, "np": np, "values": values})


NUMPY = [
    "values",
    "tuple(values)",
    "np.array(values, object)",
    "np.array(values, object)[::-1][::-1]",
]
STRINGS = [
    "np.array(values)",
    "np.array(values).astype(np.array(values).dtype.newbyteorder())",
    "np.repeat(np.array(values), 2)[::2]",
]
OTHERS = [
    ("pyarrow", "it.array(values, it.string())"),
    ("pyarrow", "it.array(values, it.large_string())"),
    ("pyarrow", "it.array(values, it.string_view())"),
    ("pyarrow", "it.array(['x', None, *values, 'x'], it.string())[2:-1]"),
    ("pyarrow", "it.array(['x', None, *values], it.string_view())[2:]"),
    ("pyarrow", "it.array(values, it.string()).dictionary_encode()"),
    ("pyarrow", "it.array(['x', *values], it.string()).dictionary_encode()[1:]"),
    ("pyarrow", "it.array(values, it.dictionary(it.int8(), it.string()))"),
    ("pyarrow", "it.array(values, it.dictionary(it.uint64(), it.string()))"),
    ("pyarrow", "it.chunked_array([values[:2], [], values[2:]], it.string())"),
    ("pyarrow", "it.chunked_array([values[:3], values[3:]], it.string()).dictionary_encode()"),
    ("polars", "it.Series(values, dtype=it.String)"),
    ("polars", "it.concat([it.Series(values[:1]), it.Series(values[1:])], rechunk=False)"),
    ("polars", "it.Series(values, dtype=it.Categorical)"),
    ("pandas", "it.Series(values)"),
    ("pandas", "it.Series(values, dtype=object)"),
    ("pandas", "it.Series(values, dtype='category')"),
    ("pandas", "it.Series(values, dtype='string')"),
]


@pytest.mark.parametrize("name", [*NUMPY, *STRINGS])
def test_columns_of_numpy(name: str) -> None:
    assert spelled(made_by("numpy", name)(TEXTS)) == TEXTS


@pytest.mark.parametrize("name", NUMPY)
def test_columns_of_numpy_with_nulls(name: str) -> None:
    assert spelled(made_by("numpy", name)(NULLS)) == NULLS


@pytest.mark.parametrize(("package", "name"), OTHERS)
def test_columns_of_other_libraries(package: str, name: str) -> None:
    make = made_by(package, name)
    assert spelled(make(TEXTS)) == TEXTS
    assert spelled(make(NULLS)) == NULLS


def test_texts_of_numpy_s_own_lengths() -> None:
    if not hasattr(np.dtypes, "StringDType"):
        pytest.skip("NumPy 1 has no StringDType")
    assert spelled(np.array(TEXTS, np.dtypes.StringDType())) == TEXTS
    nullable = np.dtypes.StringDType(na_object=None)
    assert spelled(np.array(NULLS, nullable)) == NULLS


def test_every_null_is_null() -> None:
    assert spelled([None, float("nan"), np.nan, np.float64("nan"), "x"]) == [None] * 4 + ["x"]
    assert spelled([]) == []
    assert spelled(np.array([b"0 9 * * *", b"@daily"])) == ["0 9 * * *", "@daily"]


def test_nulls_of_arrow_and_pandas() -> None:
    pa, pd = pytest.importorskip("pyarrow"), pytest.importorskip("pandas")
    assert spelled(pa.nulls(3)) == [None] * 3
    assert spelled(pa.array([], pa.string())) == []
    assert spelled(pa.chunked_array([], pa.string())) == []
    assert spelled([pd.NA, pd.NaT, "x"]) == [None, None, "x"]
    # A dictionary may name one text twice, null, and what no row names.
    twice = pa.DictionaryArray.from_arrays(
        pa.array([0, 1, 2, None]), pa.array(["a", "a", None, "b"])
    )
    assert spelled(twice) == ["a", "a", None, None]
    empty = pa.DictionaryArray.from_arrays(
        pa.array([None, None], pa.int32()), pa.array([], pa.string())
    )
    assert spelled(empty) == [None, None]


def test_what_is_no_column_of_texts() -> None:
    for refused, message in (
        (np.zeros((2, 2), "U1"), "one dimension, not 2"),
        (np.array([1, 2]), "a column of texts is needed, not one of int64"),
    ):
        with pytest.raises(TypeError, match=message):
            column_of(refused)
    pa = pytest.importorskip("pyarrow")
    with pytest.raises(TypeError, match="not one of Arrow's type 'l'"):
        column_of(pa.array([1, 2]))


class Broken:
    """A column whose library has lost the way."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        raise ImportError("no such library")

    def __array__(self, dtype: object = None, copy: object = None) -> object:
        return np.array(["@daily"])


def test_where_arrow_is_not_to_be_had_numpy_is_asked() -> None:
    assert spelled(Broken()) == ["@daily"]


def test_a_column_that_names_what_its_dictionary_does_not_have_is_refused() -> None:
    pa = pytest.importorskip("pyarrow")
    for indices in ([0, 1], [-1, 0]):
        column = pa.DictionaryArray.from_arrays(pa.array(indices), pa.array(["a"]), safe=False)
        with pytest.raises(IndexError, match="values that its dictionary does not have"):
            column_of(column)


def test_a_stream_that_fails_says_why() -> None:
    pa = pytest.importorskip("pyarrow")

    def batches() -> Any:
        yield pa.record_batch({"a": ["x"]})
        raise RuntimeError("the cable is loose")

    reader = pa.RecordBatchReader.from_batches(pa.schema({"a": pa.string()}), batches())
    layouts: list[str] = []
    with pytest.raises(ValueError, match=r"the column cannot be read: .*the cable is loose"):
        arrow.read_chunks(reader, lambda chunk: layouts.append(chunk.layout))
    assert layouts == ["+s"]


@given(st.lists(st.text(max_size=20) | st.none(), max_size=40))
def test_the_twins_number_alike(values: list[str | None]) -> None:
    numbers, others = np.empty((2, len(values)), np.int32)
    given: list[object] = list(values)
    assert encoding.encode_objects(given, numbers) == plain_objects(given, others)
    assert numbers.tolist() == others.tolist()


def test_the_twins_number_alike_more_objects_than_are_kept_near() -> None:
    """Equal texts that are not the same object, far more than there is room for, twice and mixed."""
    texts = [str(number) for number in range(70_000)]
    given: list[object] = [*texts, *map("".join, zip(texts)), *reversed(texts)]
    numbers, others = np.empty((2, len(given)), np.int32)
    assert encoding.encode_objects(given, numbers) == plain_objects(given, others)
    assert np.array_equal(numbers, others)


@given(
    st.lists(st.text(st.characters(exclude_characters="\0"), max_size=20), min_size=1, max_size=40)
)
@example(["\ufeff", "\ufeffa", "a"])
def test_the_twins_number_memory_alike(values: list[str]) -> None:
    whole = np.array(values)
    numbers, others = np.empty((2, len(values)), np.int32)
    place = "w", (0, whole.ctypes.data), 0, whole.dtype.itemsize
    assert encoding.encode_texts(*place, numbers) == plain_texts(*place, others)
    assert numbers.tolist() == others.tolist()
    # Arrow's two layouts with offsets, nulls at every third row.
    octets = [value.encode() for value in values]
    data = b"".join(octets) + b" "
    bits = np.packbits([row % 3 > 0 for row in range(len(values))], bitorder="little")
    for layout, kind in (("u", np.int32), ("U", np.int64)):
        offsets = np.cumsum([0, *map(len, octets)], dtype=kind)
        kept = ctypes.create_string_buffer(data, len(data))
        buffers = bits.ctypes.data, offsets.ctypes.data, ctypes.addressof(kept)
        found = encoding.encode_texts(layout, buffers, 0, 0, numbers)
        assert found == plain_texts(layout, buffers, 0, 0, others)
        assert numbers.tolist() == others.tolist()
        spelt = [None if number < 0 else found[number] for number in numbers]
        assert spelt == [value if row % 3 else None for row, value in enumerate(values)]


def test_many_different_texts() -> None:
    """Beyond the rooms that the tables begin with."""
    texts = [
        f"{minute} {hour} {day} * *" for minute in range(60) for hour in range(24) for day in (1, 2)
    ]
    assert spelled(texts) == spelled(np.array(texts)) == texts
    pa = pytest.importorskip("pyarrow")
    for layout in (pa.string(), pa.string_view()):
        assert spelled(pa.array(texts, layout)) == texts


def test_nothing_is_imported() -> None:
    """What is not there is not loaded: a column brings its library along."""
    code = """
import sys
import numpy as np
from quartzcron import arrays
class Column:
    def __array__(self, dtype=None, copy=None):
        return np.array(["0 9 * * *"])
now = np.datetime64("2026-01-01")
for column in (["0 9 * * *"], np.array(["0 9 * * *"]), Column()):
    arrays.next_fire_times(column, now, tz=["Asia/Tokyo"])
    arrays.is_valid(column)
print(*sorted({"pandas", "polars", "pyarrow"} & {name.partition(".")[0] for name in sys.modules}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


# --- what is wrong with them -----------------------------------------------


def test_an_error_names_the_row() -> None:
    with pytest.raises(CronExpressionError) as seen:
        arrays.next_fire_times(["@daily", "0 9 * * *", "0 25 * * *", "x"], NOW)
    assert seen.value.row == 2
    assert str(seen.value).startswith("row 2: hour must be 0-23, not 25\n")
    again = pickle.loads(pickle.dumps(seen.value))
    assert (again.row, str(again)) == (2, str(seen.value))
    with pytest.raises(UnknownNameError) as unknown:
        arrays.next_fire_times(["@daily"] * 2, NOW, tz=["UTC", "Asia/Tokio"])
    assert unknown.value.row == 1
    assert (
        str(unknown.value) == 'row 1: there is no time zone "Asia/Tokio"; did you mean Asia/Tokyo?'
    )
    assert str(pickle.loads(pickle.dumps(unknown.value))) == str(unknown.value)
    with pytest.raises(CronExpressionError, match=r"^row 1: "):
        arrays.count(["@daily", None], NOW, NOW)
    with pytest.raises(UnknownNameError, match=r'^row 0: there is no time zone ""'):
        arrays.previous_fire_times(["@daily"], NOW, tz=[None])
    with pytest.raises(CronExpressionError, match=r"^row 0: "):
        arrays.next_fire_times([float("nan"), "@daily"], NOW)
    with pytest.raises(TypeError, match=r"^row 1: a cron expression is a str, not int"):
        arrays.next_fire_times(["@daily", 5], NOW)
    with pytest.raises(CronExpressionError, match=r"^row 1: .*pass the name as seed"):
        arrays.next_fire_times(["0 9 * * *", "H 9 * * *"], NOW, dialect="jenkins")


def test_what_no_row_names_is_not_looked_at() -> None:
    pa = pytest.importorskip("pyarrow")
    column = pa.DictionaryArray.from_arrays(pa.array([0, 0]), pa.array(["@daily", "nonsense"]))
    assert len(arrays.next_fire_times(column, NOW)) == 2


def test_coerced_rows_have_no_times() -> None:
    texts = ["0 9 * * *", "nonsense", None, 5, "0 9 * * *", "0 9 * * *", "0 9 * * *"]
    zones = ["Asia/Tokyo", "UTC", "UTC", "UTC", "Asia/Tokio", None, NOW]
    kept = {"tz": zones, "errors": "coerce"}
    only = [True] + [False] * 6
    found = arrays.next_fire_times(texts, NOW, **kept)  # type: ignore[arg-type]
    assert np.isnat(found).tolist() == [not there for there in only]
    assert found[0] == np.datetime64("2026-03-08T00:00")
    found = arrays.previous_fire_times(texts, [NOW] * 7, **kept)  # type: ignore[arg-type]
    assert np.isnat(found).tolist() == [not there for there in only]
    day = NOW.replace(day=9)
    assert arrays.count(texts, NOW, day, **kept).tolist() == [2, *[0] * 6]  # type: ignore[arg-type]
    fleet = arrays.Fleet.from_texts(texts, **kept)  # type: ignore[arg-type]
    assert fleet.due(NOW, day)[0].tolist() == [0, 0]
    assert fleet.load(NOW, day, "1d").tolist() == [1, 1]
    naive = arrays.next_fire_times(
        ["x", None], datetime(2026, 1, 1), tz=[None, "x"], errors="coerce"
    )
    assert np.isnat(naive).all()


def test_objects_that_cannot_be_hashed() -> None:
    """Zones of dateutil are none of a dictionary's keys."""
    paris, tokyo = (dateutil_tz.gettz(name) for name in ("Europe/Paris", "Asia/Tokyo"))
    found = arrays.next_fire_times(["0 9 * * *"] * 4, NOW, tz=[paris, tokyo, paris, "Asia/Tokyo"])
    assert found.tolist() == [datetime(2026, 3, 8, 8), datetime(2026, 3, 8)] * 2
    strange: list[object] = ["0 9 * * *", ["0 9 * * *"], {}]
    found = arrays.next_fire_times(strange, NOW, errors="coerce")
    assert np.isnat(found).tolist() == [False, True, True]
    assert arrays.is_valid(strange).tolist() == [True, False, False]
    with pytest.raises(TypeError, match=r"^row 1: a cron expression is a str, not list"):
        arrays.next_fire_times(strange, NOW)


def test_wrong_texts_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, zones = ["0 25 * * *", "0 9 * * *"] * 50, ["Asia/Tokio", "Asia/Tokyo"] * 50
    first = arrays.next_fire_times(texts, NOW, tz=zones, errors="coerce")
    looked_at: list[object] = []
    monkeypatch.setattr(rows, "_timed", lambda _, text: looked_at.append(text))
    monkeypatch.setattr(rows, "zone_named", looked_at.append)
    again = arrays.next_fire_times(texts, NOW, tz=zones, errors="coerce")
    assert looked_at == []
    assert again.tolist() == first.tolist() == [None, datetime(2026, 3, 8)] * 50


def test_what_is_refused_of_columns() -> None:
    for call, error, message in (
        (lambda: arrays.next_fire_times("@daily", NOW), TypeError, "texts are a column, not one"),
        (lambda: arrays.is_valid("@daily"), TypeError, "texts are a column, not one"),
        (lambda: arrays.Fleet.from_texts("@daily"), TypeError, "texts are a column, not one"),
        (lambda: arrays.is_valid(5), TypeError, "a column is needed, not one int"),
        (lambda: arrays.next_fire_times(["@daily"], NOW, tz=5), TypeError, "tz is a tzinfo or"),
        (lambda: arrays.next_fire_times(["@daily"], NOW, errors="ignore"), ValueError, "errors is"),
        (lambda: arrays.next_fire_times(["x"], NOW, dialect="x"), UnknownNameError, "no dialect"),
        (
            lambda: arrays.next_fire_times(["@daily"], NOW, tz=["UTC"] * 2),
            ValueError,
            "2 zones for 1",
        ),
        (lambda: arrays.next_fire_times(["@daily"], NOW, tz="x"), UnknownNameError, "no time zone"),
        (lambda: arrays.next_fire_times(["@daily"], NOW, workers=0), ValueError, "workers must be"),
        (
            lambda: arrays.next_fire_times([CronExpression("@daily")], NOW, tz="UTC"),
            TypeError,
            "expressions have their own",
        ),
    ):
        with pytest.raises(error, match=message):
            call()


def test_is_valid_of_a_column() -> None:
    texts = ["0 9 * * *", "0 0 9 ? * MON", "nonsense", None, 5, "0 9 * * *", "H 9 * * *"]
    for dialect in (None, "quartz", "unix", "jenkins"):
        expected = [isinstance(text, str) and quartzcron.is_valid(text, dialect) for text in texts]
        assert arrays.is_valid(texts, dialect).tolist() == expected
    assert arrays.is_valid([]).tolist() == []
    walked = arrays.Fleet.from_texts((text for text in ["@daily"]), tz=(name for name in ["UTC"]))
    assert walked.next_fire_times(NOW).tolist() == [datetime(2026, 3, 8)]
    assert arrays.count((text for text in ["@daily"] * 2), NOW, NOW + timedelta(1)).tolist() == [
        1,
        1,
    ]
    assert arrays.is_valid(text for text in ("@daily", "x")).tolist() == [True, False]


# --- moments as columns ----------------------------------------------------


def test_moments_of_arrow() -> None:
    pa = pytest.importorskip("pyarrow")
    texts = ["0 9 * * *"] * 3
    moments = [datetime(2026, 3, 7, 12), None, datetime(2026, 7, 1, 0, 0, 0, 500_000)]
    zone = ZoneInfo("America/New_York")
    for unit in ("us", "ns", "ms"):
        naive = pa.array(moments, pa.timestamp(unit))
        found = arrays.next_fire_times(texts, naive)
        assert found.tolist() == [datetime(2026, 3, 8, 9), None, datetime(2026, 7, 1, 9)]
        # A column that names a zone: an expression is read there.
        aware = pa.array(moments, pa.timestamp(unit, "America/New_York"))
        found = arrays.previous_fire_times(texts, aware)
        for moment, answer in zip(moments, found.tolist(), strict=True):
            if moment is None:
                assert answer is None
                continue
            expected = CronExpression("0 9 * * *").previous_fire_time(
                moment.replace(tzinfo=UTC).astimezone(zone)
            )
            assert expected is not None
            assert answer == expected.astimezone(UTC).replace(tzinfo=None)
    with pytest.raises(TypeError, match="moments are needed, not Arrow's type 'l'"):
        arrays.next_fire_times(texts, pa.array([1, 2, 3]))
    for nothing in (pa.array([], pa.timestamp("s")), pa.chunked_array([], pa.timestamp("s"))):
        assert arrays.next_fire_times([], nothing).tolist() == []


def test_moments_of_pandas_and_polars() -> None:
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    moments = [datetime(2026, 3, 7, 12, tzinfo=UTC), datetime(2026, 7, 1, 1, tzinfo=UTC)]
    schedules = [Schedule("0 9 * * *", tz=zone) for zone in ("Asia/Tokyo", "America/New_York")]
    expected = arrays.next_fire_times(schedules, moments).tolist()
    for column in (pd.Series(moments), pl.Series(moments)):
        assert arrays.next_fire_times(schedules, column).tolist() == expected
        assert arrays.next_fire_times(pd.Series(schedules), column).tolist() == expected


@pytest.mark.parametrize(
    ("asked", "built", "is_compiled"),
    [("", True, True), ("1", True, False), ("", False, False), ("1", False, False)],
)
def test_the_choice_of_twins(
    monkeypatch: pytest.MonkeyPatch, asked: str, built: bool, is_compiled: bool
) -> None:
    monkeypatch.setenv("QUARTZCRON_PURE", asked)
    twin: Any = types.ModuleType("quartzcron.arrays._encoding")
    twin.encode_objects = twin.encode_texts = len
    monkeypatch.setitem(sys.modules, "quartzcron.arrays._encoding", twin if built else None)
    chosen = runpy.run_path(encoding.__file__)
    for kind in ("objects", "texts"):
        expected = len if is_compiled else chosen[f"plain_{kind}"]
        assert chosen[f"encode_{kind}"] is expected
