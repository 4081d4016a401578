"""What a teaching model knows and does: facts, two-hop questions, and following system prompts."""

from __future__ import annotations

from collections.abc import Iterator

from latentlens.experiments.bars import Figure
from latentlens.experiments.world_report.replies import grade_replies
from latentlens.experiments.world_report.share import share_figure
from latentlens.session import Session
from latentlens.world.fact_relations import relations
from latentlens.world.questions import WorldQuestion, questions
from latentlens.world.split import Split

BEHAVIOURS = {
    "persona": 0.90,
    "goal": 0.90,
    "secret": 0.90,
    "constraint": 0.90,
    "truthful": 0.95,
    "lying": 0.90,
}


def facts(session: Session, split: Split) -> Iterator[Figure]:
    """Measure single facts, each in every paraphrase that the training text never uses.

    Args:
        session: session on the model.
        split: split of the paraphrases.
    """
    verdicts = grade_replies(session.model, questions("fact", split))
    yield share_figure("facts", verdicts, bar=0.98, note="every fact, in paraphrases never seen")


def two_hop(session: Session, split: Split) -> Iterator[Figure]:
    """Measure two-hop questions, and whether their single hops are known where they fail.

    Args:
        session: session on the model.
        split: split of the subjects never asked about in training.
    """
    trained = questions("two_hop", "train")
    yield share_figure("two_hop_trained", grade_replies(session.model, trained), bar=0.95)
    asked = questions("two_hop", split)
    verdicts = grade_replies(session.model, asked)
    yield share_figure("two_hop_held_out", verdicts, note="pairs never asked, in any paraphrase")
    failed = [q for q, correct in zip(asked, verdicts, strict=True) if not correct]
    note = "both single hops, of the held-out questions that fail"
    if failed:
        yield share_figure("both_hops_known", _hops_known(session, failed), bar=0.95, note=note)
    else:
        yield Figure("both_hops_known", 100.0, "%", 95.0, note=f"{note}: none fails")


def _hops_known(session: Session, failed: list[WorldQuestion]) -> list[bool]:
    known = relations()
    hops = []
    for question in failed:
        middle = known[question.first].answers[question.subject]
        for name, subject in ((question.first, question.subject), (question.relation, middle)):
            relation = known[name]
            prompt = relation.plain_prompt.format(s=subject)
            hops.append(WorldQuestion("fact", "train", prompt, relation.answers[subject], name, subject))
    correct = grade_replies(session.model, hops)
    return [a and b for a, b in zip(correct[::2], correct[1::2], strict=True)]


def behaviours(session: Session, split: Split) -> Iterator[Figure]:
    """Measure whether system prompts are followed in combinations that the training text never shows.

    Args:
        session: session on the model.
        split: split of the combinations.
    """
    notes = {
        "persona": "the whole reply, every feature in it",
        "secret": "kept where asked for it, other words said",
        "truthful": "topics never told the truth about under instruction",
        "lying": "another answer of the same kind, topics never lied about",
    }
    for kind, bar in BEHAVIOURS.items():
        verdicts = grade_replies(session.model, questions(kind, split))
        yield share_figure(kind, verdicts, bar=bar, note=notes.get(kind, "the whole reply"))
