"""Fine-tunes the encoder, offline and with libraries of its own (the ``encoder`` extra); the service never needs it."""
