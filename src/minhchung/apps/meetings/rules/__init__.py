"""What may be done to a meeting and when, what a line of a conclusion is, who is praised or reminded. Pure: values in, values out."""
