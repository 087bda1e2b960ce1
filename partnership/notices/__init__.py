"""What people are told: the inbox, mail at once or once a day, and each person's choice."""
