"""Reads what the exchange serves with readers that know nothing of it, and prints what they understood as JSON."""
import csv
import io
import json
import sys
import xml.etree.ElementTree as tree

import feedparser
import icalendar


def atom(data):
    tree.fromstring(data)  # well-formed, or it throws
    feed = feedparser.parse(data)
    return {
        "bozo": bool(feed.bozo), "version": feed.version, "language": feed.feed.language, "id": feed.feed.id, "updated": feed.feed.updated,
        "links": {link.rel: link.href for link in feed.feed.links},
        "entries": [{"id": e.id, "title": e.title, "language": e.title_detail.language, "updated": e.updated, "published": e.published, "author": e.author, "summary": e.summary,
                     "links": {link.rel: link.href for link in e.links}, "tags": [t.term for t in e.tags]} for e in feed.entries],
    }


def ics(data):
    calendar = icalendar.Calendar.from_ical(data)
    lines = data.split(b"\r\n")
    return {
        "longest": max(len(line) for line in lines), "name": str(calendar["X-WR-CALNAME"]), "version": str(calendar["VERSION"]), "errors": [list(e.errors) for e in calendar.walk("VEVENT") if e.errors],
        "events": [{"uid": str(e["UID"]), "sequence": int(e["SEQUENCE"]), "start": e["DTSTART"].dt.isoformat(), "stamp": e["DTSTAMP"].dt.isoformat(), "summary": str(e["SUMMARY"]), "description": str(e["DESCRIPTION"]),
                    "url": str(e["URL"]), "status": str(e["STATUS"])} for e in calendar.walk("VEVENT")],
    }


def table(data):
    assert data.startswith(b"\xef\xbb\xbf"), "no byte order mark"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


print(json.dumps({"atom": atom, "ics": ics, "csv": table}[sys.argv[1]](sys.stdin.buffer.read()), ensure_ascii=False))
