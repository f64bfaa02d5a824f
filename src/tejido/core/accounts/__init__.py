"""How people sign in and stay signed in: sessions, codes, second factors, limits, mails."""
