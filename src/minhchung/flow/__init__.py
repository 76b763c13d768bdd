"""Dossiers of administrative procedures: exports → immutable snapshots → current state → indicators, lists, anomalies.

Plain Python over Parquet; it knows no Django, no clock and no calendar: what it needs of working time is handed in as the slot table.
"""
