"""Pure decisions about assets: what a file is, whether it is accepted, how it is encoded, how it is listed."""
