"""One at a time for each person in the order of arrival, everyone at once, nobody in the way of another."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from bot.pipeline.lanes import LaneFull, Lanes

T = TypeVar("T")


async def run(lanes: Lanes, person: str, work: Callable[[], Awaitable[T]]) -> T:
    async with lanes.of(person):
        return await work()


class Gate:
    """Work that says when it began and ends when it is let go."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.released = asyncio.Event()

    async def work(self) -> None:
        self.begun.set()
        await self.released.wait()


def noting(notes: list[str], what: str) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        notes.append(f"{what} begins")
        await asyncio.sleep(0)
        notes.append(f"{what} ends")

    return work


async def test_the_result_of_the_work_is_returned() -> None:
    async def work() -> str:
        return "好"

    assert await run(Lanes(), "甲", work) == "好"


async def test_one_person_is_served_one_at_a_time_in_order_of_arrival() -> None:
    lanes, notes = Lanes(), list[str]()
    await asyncio.gather(*(run(lanes, "甲", noting(notes, str(number))) for number in range(20)))
    assert notes == [f"{number} {moment}" for number in range(20) for moment in ("begins", "ends")]


async def test_a_slow_person_does_not_delay_another() -> None:
    lanes, slow = Lanes(), Gate()
    under_way = asyncio.create_task(run(lanes, "慢", slow.work))
    await slow.begun.wait()
    notes: list[str] = []
    await run(lanes, "快", noting(notes, "快"))
    assert notes == ["快 begins", "快 ends"]
    slow.released.set()
    await under_way


async def test_a_flood_from_one_person_takes_one_place_only() -> None:
    lanes, flood = Lanes(at_once=2), Gate()
    flooding = [asyncio.create_task(run(lanes, "洪", flood.work)) for _ in range(31)]
    await flood.begun.wait()
    notes: list[str] = []
    await run(lanes, "乙", noting(notes, "乙"))
    assert notes == ["乙 begins", "乙 ends"]
    assert not any(task.done() for task in flooding)
    flood.released.set()
    await asyncio.gather(*flooding)


async def test_no_more_persons_are_served_at_once_than_there_are_places() -> None:
    lanes, gates = Lanes(at_once=2), [Gate() for _ in range(3)]
    tasks = [asyncio.create_task(run(lanes, str(person), gate.work)) for person, gate in enumerate(gates)]
    await gates[1].begun.wait()
    await asyncio.sleep(0)
    assert [gate.begun.is_set() for gate in gates] == [True, True, False]
    gates[0].released.set()
    await gates[2].begun.wait()
    for gate in gates:
        gate.released.set()
    await asyncio.gather(*tasks)


async def test_a_full_lane_refuses_at_once_and_only_its_own_person() -> None:
    lanes, gate = Lanes(waiting=2), Gate()
    inside = [asyncio.create_task(run(lanes, "甲", gate.work)) for _ in range(3)]
    await gate.begun.wait()
    for again in (False, True, True):
        with pytest.raises(LaneFull) as full:
            await run(lanes, "甲", gate.work)
        assert full.value.again is again
    await run(lanes, "乙", noting([], "乙"))
    gate.released.set()
    await asyncio.gather(*inside)
    await run(lanes, "甲", gate.work)


async def test_an_error_reaches_its_caller_and_the_lane_goes_on() -> None:
    async def fail() -> None:
        raise ValueError("坏")

    lanes, notes = Lanes(), list[str]()
    first, second = await asyncio.gather(
        run(lanes, "甲", fail), run(lanes, "甲", noting(notes, "二")), return_exceptions=True
    )
    assert isinstance(first, ValueError)
    assert second is None
    assert notes == ["二 begins", "二 ends"]


async def test_who_stops_waiting_leaves_the_order_of_the_others() -> None:
    lanes, gate, notes = Lanes(waiting=3), Gate(), list[str]()
    first = asyncio.create_task(run(lanes, "甲", gate.work))
    second, gone, last = (asyncio.create_task(run(lanes, "甲", noting(notes, name))) for name in ("二", "走", "末"))
    await gate.begun.wait()
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    takes_the_free_place = asyncio.create_task(run(lanes, "甲", noting(notes, "补")))
    gate.released.set()
    await asyncio.gather(first, second, last, takes_the_free_place)
    assert gone.cancelled()
    assert notes == ["二 begins", "二 ends", "末 begins", "末 ends", "补 begins", "补 ends"]
    assert lanes.busy == 0


async def test_cancelled_work_gives_its_turn_and_its_place_back() -> None:
    lanes, gate = Lanes(at_once=1), Gate()
    stuck = asyncio.create_task(run(lanes, "甲", gate.work))
    await gate.begun.wait()
    stuck.cancel()
    await asyncio.gather(stuck, return_exceptions=True)
    notes: list[str] = []
    await run(lanes, "甲", noting(notes, "后"))
    assert notes == ["后 begins", "后 ends"]


async def test_a_lane_vanishes_when_its_last_one_leaves() -> None:
    lanes, gate = Lanes(), Gate()
    tasks = [asyncio.create_task(run(lanes, person, gate.work)) for person in ("甲", "甲", "乙")]
    await gate.begun.wait()
    assert lanes.busy == 2
    gate.released.set()
    await asyncio.gather(*tasks)
    assert lanes.busy == 0
