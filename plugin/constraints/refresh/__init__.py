"""Any refresh of a store, wherever its records come from: the guards, the log, and the build beside what is in use."""
