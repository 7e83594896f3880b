"""What is right: pure rules on plain values, without frameworks, clock, disk or chance."""
