"""Recomputes what an evaluation came to, from an audit bundle (full edition, a folder or a zip) and docs/contracts.md alone:
every criterion's score, totals, ranks, who is set aside, low prices, rejections, candidates. Exact fractions; no program of the exchange.
Usage: python3 recompute.py BUNDLE. Prints OK with the counts, or the first difference with place, expected and found; exit 0 or 1."""
import functools, json, pathlib, sys, unicodedata, zipfile
from fractions import Fraction as F
class Differs(Exception): pass
def must(place, expected, found):
    if expected != found: raise Differs(f"{place}: expected {expected}, found {found}")
def cut(value, places=2, mode="half-up"):
    whole, rest = divmod(abs(value) * 10 ** places, 1)
    away = mode != "down" and (rest > F(1, 2) or rest == F(1, 2) and (mode == "half-up" or whole % 2 == 1))
    return F(whole + away, 10 ** places) * (-1 if value < 0 else 1)
def text(value, places):
    digits = f"{int(value * 10 ** places):0{places + 1}d}"
    return f"{digits[:-places]}.{digits[-places:]}"
yuan = lambda money: F(money["amount"])
mean = lambda values, trims=False: mean(sorted(values)[1:-1]) if trims else sum(values, F(0)) / len(values)
brand_of = lambda brand: " ".join(unicodedata.normalize("NFKC", brand).split()).lower()
rows_by_bidder = lambda rows: {row["bidder"]: row for row in rows}

def read(path):  # Every JSON file of the bundle by its name, in the order of names
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed: return {name: json.loads(packed.read(name)) for name in sorted(packed.namelist()) if name.endswith(".json")}
    files = {file.relative_to(path).as_posix(): file for file in pathlib.Path(path).rglob("*.json")}
    return {name: json.loads(files[name].read_bytes()) for name in sorted(files)}
def opened_bids(bundle, parts):  # Bidders of the closed lists; of each whether every part opened, and the price of its form
    bids, results = {}, [rows_by_bidder(bundle[f"opening/{p['openIdx']}.json"]["results"]) for p in parts if p["openIdx"] is not None]
    for bidder in sorted({b for part in results for b in part}):
        own = [part[bidder] for part in results if bidder in part]
        prices = [r["form"]["price"] for r in own if r["form"] and r["form"].get("price")]
        bids[bidder] = (len(own) == len(parts) and all(r["how"] in ("threshold", "bidder-key") for r in own), yuan(prices[0]) if prices else None)
    return bids
def corrected(figures, row, law):  # Works: 12号令 19. Procurement: 87号令 59, where a misplaced point lets the stated price stand
    stated, lines = yuan(row["words"]) if row.get("words") else figures, row.get("lines") or []
    if not lines or law == 87 and any(line["misplaced"] for line in lines): return stated
    products = [cut(F(l["quantity"]) * F(l["unitPrice"])) for l in lines]
    return sum(yuan(l["total"]) if l["misplaced"] else p for l, p in zip(lines, products))
def group(sheets, bidder, criteria, rounding, trims, place):  # The members' mean of one group of criteria, with what it is made of
    if not criteria: return F(0), {}
    parts, sums, first = {}, [], {}
    for at, (name, sheet) in enumerate(sheets, 1):
        given = {item["criterion"]: F(item["score"]) for item in rows_by_bidder(sheet["scores"])[bidder]["items"]}
        scores = [given[c["id"]] for c in criteria]
        for c, score in zip(criteria, scores):
            must(f"{name} {bidder} {c['id']} from 0 to {c['full']}", True, 0 <= score <= F(c["full"]))
            if c.get("objective"): must(f"{name} {bidder} {c['id']}, objective", first.setdefault(c["id"], score), score)
        parts |= {f"{place}.m{at}.c{n}": s for n, s in enumerate(scores, 1)} | {f"{place}.m{at}": sum(scores)}
        sums.append(sum(scores))
    return cut(mean(sums, trims), *rounding), parts

def judge(method, inputs, sheets, prices, place):  # By bidder: result, contract price, technical score, the values of its tree
    kind, criteria, entered, out = method["kind"], method.get("criteria", []), inputs["entered"] or {}, {}
    if kind == "comprehensive":
        k, unit, w = entered.get("k") or method["k"][0], {"yuan": 1, "wan": 10_000}[method["unit"]], method["weights"]
        must(f"{place} entered.k among those of the documents", True, k in method["k"])
        benchmark = cut(mean([p / unit for p in prices.values()], method["trimAt"] is not None and len(prices) >= method["trimAt"]) * (1 - F(k)))
        credits = {row["bidder"]: F(row["score"]) for row in entered.get("credits", [])}
        for bidder, price in prices.items():
            dev = cut((price / unit - benchmark) / benchmark * 100)
            points = cut(max(F(0), F(w["price"]) - max(F(0), dev) * F(method["e1"]) - max(F(0), -dev) * F(method["e2"])))
            technical, parts = group(sheets, bidder, criteria, (2,), method["trimTechnical"], "technical")
            out[bidder] = (cut(points + technical + credits.get(bidder, 0)), price, technical, {"price": points, "price.dev": dev, "price.dev.benchmark": benchmark, "technical": technical, "credit": credits.get(bidder, 0), **parts})
    elif kind == "lowest-evaluated":
        rows = rows_by_bidder(entered.get("prices", []))
        for bidder, price in prices.items():
            own = corrected(price, rows.get(bidder, {}), 12)
            extra = [yuan(a["amount"]) if "amount" in a else cut(F(a["quantity"]) * yuan(a["rate"])) for a in rows.get(bidder, {}).get("adjustments", [])]
            out[bidder] = (own + sum(extra), own, F(0), {"corrected": own, **{f"a{n}": value for n, value in enumerate(extra, 1)}})
    else:
        offers, rule = rows_by_bidder(entered["offers"]), method["deduction"]
        shares = lambda firm: rule["share"] is not None and F(firm["percent"]) >= F(rule["shareFrom"])
        rate = lambda firm: F(0) if rule is None or firm["kind"] == "other" else F(rule["small"]) if firm["kind"] == "small" else F(rule["share"]) if shares(firm) else F(0)
        own = {b: corrected(p, offers[b], 87) for b, p in prices.items()}
        lowered = {b: cut(p * (1 - rate(offers[b]["firm"]) / 100)) for b, p in own.items()}
        if kind == "lowest-price": return {b: (lowered[b], own[b], F(0), {"corrected": own[b]}) for b in prices}
        rounding, lowest = (method["rounding"]["places"], method["rounding"]["mode"]), min(lowered.values())
        for bidder in prices:
            points = cut(lowest / lowered[bidder] * F(method["weights"]["price"]), *rounding)
            (tech, a), (business, b) = (group(sheets, bidder, [c for c in criteria if c["group"] == g], rounding, False, g) for g in ("technical", "business"))
            values = {"price": points, "price.evaluated": lowered[bidder], "price.evaluated.corrected": own[bidder], "price.lowest": lowest, "technical": tech, "business": business}
            out[bidder] = (cut(points + tech + business, *rounding), own[bidder], tech, values | a | b)
    return out

def order(judged, best, steps, drawn, shared=None):  # [(bidder, rank)], the best first; equals by the steps; from step `shared` on they share their rank
    def step(left, right):
        for at, name in enumerate(steps):
            (_, lp, lt, _), (_, rp, rt, _) = judged[left], judged[right]
            by = {"lower-price": lp - rp, "higher-technical": rt - lt, "draw": drawn.index(left) - drawn.index(right) if left in drawn and right in drawn else 0}[name]
            if by != 0: return at, by
        raise Differs(f"inputs.json entered.order: expected a draw between {left} and {right}, found none")
    places, rows = [], sorted(judged, key=functools.cmp_to_key(lambda l, r: best * (judged[r][0] - judged[l][0]) or step(l, r)[1]))
    for at, bidder in enumerate(rows, 1):
        ties = at > 1 and judged[rows[at - 2]][0] == judged[bidder][0] and shared is not None and step(rows[at - 2], bidder)[0] >= shared
        places.append((bidder, places[-1][1] if ties else at))
    return places
values_of = lambda tree, path="": {} if tree is None else {path: F(tree["value"])} | {k: v for c in tree["children"] for k, v in values_of(c, f"{path}.{c['id']}".lstrip(".")).items()}

def check_lot(bundle, lot):
    folder = f"evaluation/{lot['lot']}"
    method, inputs, totals = (bundle[f"{folder}/{name}.json"] for name in ("method", "inputs", "totals"))
    kind, entered, place, coded = method["kind"], inputs["entered"] or {}, f"{folder}/totals.json", {row["code"]: row["bidder"] for row in bundle.get(f"{folder}/blind.json", {}).get("codes", [])}
    sheets = [(name, {"scores": [{**row, "bidder": coded.get(row["bidder"], row["bidder"])} for row in bundle[name]["scores"]]}) for name in bundle if name.startswith(f"{folder}/sheets/")]
    bids = opened_bids(bundle, [p for p in lot["parts"] if p["part"] != "prequalification"])
    rejected, law = rows_by_bidder(inputs["rejections"]), kind in ("scoring", "lowest-price")
    valid = {b: price for b, (whole, price) in bids.items() if whole and b not in rejected}
    counts = {b: p for b, (w, p) in bids.items() if w and (b in valid or law and rejected[b]["ground"] == "price-unproven")}
    offers, core, judged, aside, places = rows_by_bidder(entered.get("offers", [])), method.get("coreProduct"), {}, [], []
    brand = {b: brand_of(offers[b]["brand"]) if core is not None and offers.get(b, {}).get("brand") else b for b in valid}
    if valid and not inputs["allRejected"] and len(set(brand.values())) >= (inputs["minimum"] or 0):
        judged, best, drawn = judge(method, inputs, sheets, valid, f"{folder}/inputs.json"), 1 if "criteria" in method else -1, entered.get("order", [])
        twins = {b: v if best == 1 else (v[1], *v[1:]) for b, v in judged.items() if list(brand.values()).count(brand[b]) > 1}
        among = [b for b, _ in order(twins, best, [*method["ties"], "draw"], drawn)]
        aside = [(b, next(o for o in among if brand[o] == brand[b])) for b in among if brand[b] in [brand[o] for o in among[:among.index(b)]]]
        steps = list(dict.fromkeys([*(["lower-price"] if kind == "scoring" else []), *method["ties"], *(["draw"] if law else [])]))
        places = order({b: v for b, v in judged.items() if b not in dict(aside)}, best, steps, drawn, {"scoring": 1, "lowest-price": 0}.get(kind))
    ranks, wanted = dict(places), [*dict(places), *dict(aside), *sorted(set(bids) - set(dict(places + aside)))]
    found, digits = rows_by_bidder(totals["results"]), max(2, method.get("rounding", {}).get("places", 2))
    for bidder in wanted:
        row, at = found.get(bidder) or {}, f"{place} {bidder}"
        stated = values_of(row.get("tree"))
        for path, value in judged[bidder][3].items() if bidder in judged else (): must(f"{at} tree.{path}", value, stated.get(path))
        price = judged[bidder][1] if bidder in judged else bids[bidder][1]
        must(f"{at} price", None if price is None else text(price, 2), (row.get("price") or {}).get("amount"))
        reason = {key: value for key, value in rejected[bidder].items() if key != "bidder"} if bidder in rejected else None
        for name, value in {"total": text(judged[bidder][0], digits) if bidder in judged else None, "rank": ranks.get(bidder), "behind": dict(aside).get(bidder), "rejection": reason}.items(): must(f"{at} {name}", value, row.get(name))
    must(f"{place} order of results", wanted, [row["bidder"] for row in totals["results"]])
    if law and judged: low_prices(method["lowPrice"], inputs["ceiling"], {b: corrected(p, offers.get(b, {}), 87) for b, p in counts.items()}, totals["lowPrices"], place)
    print(f"lot {lot['lot']} ({kind}): {len(bids)} bids, {len(places)} ranked, {len(aside)} set aside, {len(rejected)} rejected")
    return [[b, text(judged[b][1], 2)] for b, _ in places[:3]], len(rejected)
def low_prices(shares, ceiling, prices, rows, place):  # Prices below a share of the mean of all (or of the others), of the next lowest, of the ceiling
    wanted, ranked = {}, sorted(prices.values())
    for bidder, price in prices.items() if shares else ():
        means = [p for b, p in prices.items() if b != bidder or shares.get("meanOf") != "others"]
        bases = {"mean": mean(means) if means else None, "next": ranked[1] if len(ranked) > 1 else None, "ceiling": ceiling and yuan(ceiling)}
        wanted |= {(bidder, test): base * F(shares[test]) / 100 for test, base in bases.items() if base is not None and price < base * F(shares[test]) / 100}
    must(f"{place} lowPrices", wanted, {(row["bidder"], row["test"]): F(row["limit"]["value"]) for row in rows})
def check_candidates(bundle, wanted):  # Candidates are the first of a lot's ranking, three at most, at their contract price; whoever was rejected is listed
    for name, notice in bundle.items():
        if not name.endswith("/notice.json") or notice["type"] != "candidates": continue
        blocks = {section["en"]: section["blocks"] for section in notice["sections"]}
        rows = [{row["en"]: row["value"] for row in block["rows"]} for block in blocks["2. Candidates"]]
        found = [[row["Credit code"]["text"], row["Price"]["amount"]] for row in rows], sum(len(block.get("items", [])) for block in blocks["3. Rejected bidders"])
        if found not in wanted: raise Differs(f"{name} candidates and number of rejections: expected {wanted}, found {found}")

try:
    bundle = read(sys.argv[1])
    check_candidates(bundle, [check_lot(bundle, lot) for lot in bundle["bundle.json"]["lots"] if f"evaluation/{lot['lot']}/totals.json" in bundle])
    print("OK")
except (Differs, KeyError, ValueError, TypeError, ZeroDivisionError, StopIteration) as problem:
    sys.exit(f"DIFFERS {problem}" if isinstance(problem, Differs) else f"DIFFERS something is missing or cannot be read: {problem!r}")
