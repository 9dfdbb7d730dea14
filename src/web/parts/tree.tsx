import type { Messages } from "../messages.js";

/** How a number came about: recomputed in the reader's browser from its inputs. */
export type Tree = { readonly label: string; readonly formula: string; readonly inputs: Readonly<Record<string, string>>; readonly rounding: string | null; readonly value: string; readonly children: readonly Tree[] };

/** A tree of explanation; the island finds it by `data-tree` and says below whether its own result agrees. */
export const TreeView = ({ tree, words }: { tree: Tree; words: Messages }) => (
  <div data-tree={JSON.stringify(tree)} data-agrees={words.project.recomputed} data-differs={words.project.differs}>
    <ul class="tree"><Node tree={tree} words={words} /></ul>
    <p class="verdict hint" role="status"></p>
  </div>
);

const Node = ({ tree, words }: { tree: Tree; words: Messages }) => (
  <li lang="zh-CN">
    <strong>{tree.label}</strong> = <span class="num">{tree.value}</span>
    <span class="hint">{words.tree.formula}：{tree.formula}{tree.rounding === null ? "" : `；${words.tree.rounding}：${tree.rounding}`}</span>
    {Object.keys(tree.inputs).length > 0 && <span class="hint">{words.tree.inputs}：{Object.entries(tree.inputs).map(([name, value]) => `${name} = ${value}`).join("，")}</span>}
    {tree.children.length > 0 && <ul>{tree.children.map((child) => <Node tree={child} words={words} />)}</ul>}
  </li>
);
