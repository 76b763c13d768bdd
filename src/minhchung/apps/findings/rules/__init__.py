"""What may happen to a finding, and which findings are the same. Pure: values in, values out."""
