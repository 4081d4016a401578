"""What the course's notebooks call: exercises are checked, and guesses stand beside what was found."""

from latentlens.course.exercise_checks import check as check
from latentlens.course.guesses import compare as compare
