"""One answer: forced choice, agreement, support by controls, flags."""
