"""The entry of the public register: what becomes public of an application, in the words of the Open Digital Planning schemas."""
