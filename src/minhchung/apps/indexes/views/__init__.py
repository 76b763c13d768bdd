"""Pages of the index: the tree, a leaf, the criteria sets, criteria made by hand."""
