"""What is shown of the store, as plain values that know their JSON: items, their history, why they are as they are,
listings, sources, and the results of commands. The command line only lays them out."""
