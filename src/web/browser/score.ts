import { type Explanation, recompute } from "../../bidding/explain.js";

/** Computes every published tree again from its leaves and says below it whether the result agrees. */
for (const box of document.querySelectorAll<HTMLElement>("[data-tree]")) {
  const tree = JSON.parse(box.dataset["tree"] ?? "null") as Explanation;
  const agrees = recompute(tree).wrong.length === 0;
  const verdict = box.querySelector(".verdict");
  if (verdict !== null) {
    verdict.textContent = (agrees ? box.dataset["agrees"] : box.dataset["differs"]) ?? "";
    verdict.className = agrees ? "verdict note ok" : "verdict note bad";
  }
}
