"""Articles to drafts, one after the other or in several processes."""

import datetime
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.draft import propose
from generator.draft.model import Draft
from generator.draft.nlp import PipelineError, load_pipeline
from generator.draft.received import Received, RefusedError, read, receive


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One article to draft from: a file or, with `raw`, what came over standard input.

    `stem` is the pair of files it is for, without suffix, where it lies in the seeds already.
    """

    name: str
    path: Path
    raw: bytes | None = None
    stem: Path | None = None
    published: datetime.date | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a request: what was received and is proposed, or why nothing is.

    `without` says why no spaCy pipeline helped.
    """

    request: Request
    received: Received | None = None
    draft: Draft | None = None
    refused: RefusedError | None = None
    without: str = ""


def propose_all(requests: Sequence[Request], jobs: int) -> Iterator[Outcome]:
    """Read and propose, in the order of the requests, in `jobs` processes at most."""
    jobs = min(jobs, len(requests))
    if jobs <= 1:
        yield from map(prepare, requests)
        return
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"))
    try:
        yield from pool.map(prepare, requests, chunksize=max(1, len(requests) // (jobs * 8)))
    except BrokenProcessPool:
        raise RefusedError("a process ended before its work", "try it with --jobs 1") from None
    finally:
        pool.shutdown(cancel_futures=True)


def prepare(request: Request) -> Outcome:
    """Read one article and propose what it says; runs in a process of its own."""
    try:
        received = read(request.path) if request.raw is None else receive(request.raw)
        pipeline, without = _pipeline(request.model)
        published = request.published or received.published
        drafted = propose(received.text, published, pipeline)
    except RefusedError as error:
        return Outcome(request=request, refused=error)
    return Outcome(request=request, received=received, draft=drafted, without=without)


@cache
def _pipeline(model: str | None) -> tuple[Any, str]:
    """Load a spaCy pipeline once in a process, or say why there is none. Raises RefusedError."""
    try:
        return load_pipeline(model), ""
    except PipelineError as error:
        if model:
            raise RefusedError(
                f"cannot be read with {model}: {error}", "or leave --model out"
            ) from None
        return None, str(error)
