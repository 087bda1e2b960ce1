"""What stands in words on slides before a panel: titles, findings and what is said to them."""
