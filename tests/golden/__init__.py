"""Everything that is kept and written for two fixed runs, compared with files beside this one."""
