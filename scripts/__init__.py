"""What is run beside the plugin: set-up, tests, packaging, the sample borough. Nothing here is shipped."""
