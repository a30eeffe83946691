"""The readiness of a store and the times that officers' acts took, as JSON, text, a picture and a web page."""
