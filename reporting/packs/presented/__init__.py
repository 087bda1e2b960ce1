"""What the sections about figures put on slides and in the annex behind them."""
