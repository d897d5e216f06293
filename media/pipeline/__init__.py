"""From a stranger's file to renditions: probe it, encode it, check the outcome. Works on local files; knows no database."""
