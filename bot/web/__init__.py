"""What a service offers to other programs over HTTP: signed webhooks, health, metrics."""
