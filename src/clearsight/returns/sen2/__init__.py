"""SEN2: education, health and care requests and plans, person by person."""
