"""Screening on a Dask cluster: sites in partitions, each screened by some worker, merged at the end; a broken run goes on."""
