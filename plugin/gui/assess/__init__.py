"""The Assess tab of the Case panel: the tasks of an application's type, and a page for each of them."""
