"""The relations of the Patchscopes paper's zero-shot feature extraction, with their target prompts."""

from __future__ import annotations

import dataclasses

from latentlens.readers.chat_prompt import ChatPrompt
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.prompts import attribute


@dataclasses.dataclass(frozen=True)
class Relation:
    """A named attribute to read from an entity's activation, such as a country's capital.

    Args:
        name: the relation's name in code, such as "largest_city".
        label: the text of its button in the Explorer.
        help: one sentence on the attribute, for the Explorer.
        prompt: the paper's target prompt, which ends in the placeholder x.
        subject: the type of entity that has the attribute, as in `latentlens.world`; None (default) if the
            teaching world has no such relation.

    Examples:
        >>> RELATIONS["ceo"].build()
        Patchscope('The name of the CEO of x', stop=(',', '.', '\\n'))

    Source:
        Ghandeharioun et al. 2024 (arXiv 2401.06102), section 4.2 and table 5; the prompts as in its data.
    """

    name: str
    label: str
    help: str
    prompt: str
    subject: str | None = None

    def build(self, prompt: str | ChatPrompt | None = None, *, layer: int | None = None) -> Patchscope:
        """Return the relation's Patchscope.

        Args:
            prompt: another target prompt for the relation, with x in the entity's place, or a chat; None
                (default) for the paper's.
            layer: the target layer; None (default) for the layer at which the activation is read.
        """
        return attribute(self.prompt if prompt is None else prompt, layer=layer)


# The relations that the paper's data call factual come first, then the commonsense ones.
RELATIONS: dict[str, Relation] = {
    relation.name: relation
    for relation in (
        Relation("capital", "Capital", "Which city is its capital?", "The capital city of x", "country"),
        Relation(
            "largest_city", "Largest city", "Which city is its largest?", "The largest city in x", "country"
        ),
        Relation(
            "currency",
            "Currency",
            "Which currency is used there?",
            "The official currency of x",
            "country",
        ),
        Relation(
            "country_of_origin",
            "Country of origin",
            "From which country does this dish come?",
            "The country of origin for x",
        ),
        Relation("ceo", "CEO", "Who leads this company?", "The name of the CEO of x", "company"),
        Relation(
            "developer",
            "Developer",
            "Which company made this product?",
            "The company which developed x",
            "product",
        ),
        Relation(
            "sport",
            "Sport",
            "Which sport does this person play for a living?",
            "The professional sport played by x",
        ),
        Relation(
            "sport_position",
            "Position in sport",
            "In which position does this person play?",
            "In their sport, the position played by x",
        ),
        Relation(
            "constellation",
            "Constellation",
            "To which constellation does this star belong?",
            "The name of the constellation including x",
        ),
        Relation("father", "Father", "Who is this person's father?", "Name of father of x"),
        Relation("mother", "Mother", "Who is this person's mother?", "Name of mother of x"),
        Relation(
            "secret_identity",
            "Secret identity",
            "Who is this superhero in everyday life?",
            "Secret identity of x",
        ),
        Relation(
            "archnemesis",
            "Archnemesis",
            "Who is this superhero's greatest enemy?",
            "The name of the superhero archnemesis of x",
        ),
        Relation("evolution", "Evolved form", "Into what does this Pokémon evolve?", "The evolved form of x"),
        Relation(
            "inside_colour",
            "Colour inside",
            "Which colour is this fruit on the inside?",
            "On the inside, the color of x",
            "fruit",
        ),
        Relation(
            "outside_colour",
            "Colour outside",
            "Which colour is this fruit on the outside?",
            "On the outside, the color of x",
            "fruit",
        ),
        Relation(
            "superclass",
            "Superclass",
            "Of which class of living things is it?",
            "Among the superclasses of animal, bird, fish, vegetable, flower, fruit, the superclass of x",
            "animal",
        ),
        Relation(
            "phase",
            "Phase",
            "Is this substance solid, liquid or gas in a warm room?",
            "At room temperature, the phase of matter of x",
            "substance",
        ),
        Relation("tool", "Tool", "With what tool is this task done?", "The tool that is used for x", "task"),
        Relation(
            "role",
            "Suited role",
            "Whose work is this task?",
            "The professional role most suited to handle x",
        ),
        Relation(
            "workplace",
            "Place of work",
            "Where does someone of this profession work?",
            "The place of work where you can usually find a x",
        ),
        Relation(
            "sentiment",
            "Sentiment",
            "Is this word positive, negative or neutral?",
            "Among positive, negative, neutral, the sentiment of x",
        ),
    )
}
"""The paper's relations by name. `as_reader` accepts these names as it does those of presets."""
