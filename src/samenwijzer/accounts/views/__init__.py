"""The doors of accounts: signing in, and the administration of people and the organisation."""
