"""Judges the DKIM signature of the mail on stdin with dkimpy; argv: name of the key's record, its value."""
import sys, dkim
name, value = sys.argv[1].encode(), sys.argv[2].encode()
asked = []
def dns(query, timeout=5):
    asked.append(query)
    return value if query.rstrip(b".") == name else None
mail = sys.stdin.buffer.read()
print("valid" if dkim.verify(mail, dnsfunc=dns) else "wrong", asked)
