"""What does a text look like? A scikit-learn model that measures attributes and shows where it saw them."""
