"""The desk for machines: what a community manager may do, through a key that acts as one."""
