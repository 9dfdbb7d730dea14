import type { Explanation } from "../../bidding/explain.js";
import type { Language } from "../context.js";
import { messagesOf } from "../messages.js";

/** A tree of explanation; the island finds it by `data-tree` and says below whether its own result agrees. */
export const TreeView = ({ tree, language }: { tree: Explanation; language: Language }) => {
  const words = messagesOf(language).project;
  return (
    <div data-tree={JSON.stringify(tree)} data-agrees={words.recomputed} data-differs={words.differs}>
      <ul class="tree"><Node tree={tree} language={language} /></ul>
      <p class="verdict hint" role="status"></p>
    </div>
  );
};

const Node = ({ tree, language }: { tree: Explanation; language: Language }) => (
  <li>
    <strong>{nameOf(tree, language)}</strong> = <span class="num">{tree.value}</span>
    {tree.formula !== null && <span class="hint">{messagesOf(language).tree.formula}{messagesOf(language).common.colon}{formulaInWords(tree, language)}{roundingInWords(tree, language)}</span>}
    {tree.children.length > 0 && <ul>{tree.children.map((child) => <Node tree={child} language={language} />)}</ul>}
  </li>
);

const nameOf = (tree: Explanation, language: Language): string => (language === "zh" ? tree.zh : tree.en);

/** The formula with its children called by their names instead of their ids. */
const formulaInWords = (tree: Explanation, language: Language): string =>
  (tree.formula ?? "").replace(/[A-Za-z_]\w*/g, (id) => {
    const child = tree.children.find((each) => each.id === id);
    return child === undefined ? id : nameOf(child, language);
  });

function roundingInWords(tree: Explanation, language: Language): string {
  if (tree.rounding === null) return "";
  const words = messagesOf(language).tree;
  return `；${words.rounding(tree.rounding.places)}`;
}
