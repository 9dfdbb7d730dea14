import type { PageContext } from "../context.js";
import { helpIn, type TopicId } from "../help/help.js";
import type { HelpLink, HelpSection, NumberOf } from "../help/topic.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { paths, pathsOf } from "../paths.js";

/** /help: every topic with what it answers. */
export function helpPage(page: PageContext, n: NumberOf): string {
  const words = messagesOf(page.language);
  const links = pathsOf(page);
  return renderPage(page, { title: words.help.title, current: paths.help }, <>
    <h1>{words.help.title}</h1>
    <p>{words.help.lead}</p>
    <ul class="list">{Object.entries(helpIn(page.language, n)).map(([id, topic]) => <li><a href={links.helpOn(id)}>{topic.title}</a><span class="more">{topic.lead}</span></li>)}</ul>
    <h2>{words.help.more}</h2>
    <ul>
      <li><a href={links.rules}>{words.rules.title}</a></li>
      <li><a href={links.glossary}>{words.glossary.title}</a></li>
      <li><a href={links.log}>{words.log.title}</a></li>
    </ul>
  </>);
}

/** /help/{topic} */
export function topicPage(page: PageContext, id: TopicId, n: NumberOf): string {
  const words = messagesOf(page.language);
  const topics = helpIn(page.language, n);
  const topic = topics[id];
  const others = Object.entries(topics).filter(([each]) => each !== id);
  return renderPage(page, { title: topic.title, current: paths.help }, <>
    <p class="crumbs"><a href={pathsOf(page).help}>{words.help.title}</a></p>
    <h1>{topic.title}</h1>
    <p>{topic.lead}</p>
    {Object.values(topic.sections).map((section) => <Section section={section} page={page} words={words} />)}
    <nav aria-labelledby="others"><h2 id="others">{words.help.others}</h2><ul>{others.map(([each, { title }]) => <li><a href={pathsOf(page).helpOn(each)}>{title}</a></li>)}</ul></nav>
  </>);
}

const Section = ({ section, page, words }: { section: HelpSection; page: PageContext; words: Messages }) => (
  <section>
    <h2>{section.heading}</h2>
    {section.text.map((paragraph) => <p>{paragraph}</p>)}
    {section.steps !== undefined && <ol>{section.steps.map((step) => <li>{step}</li>)}</ol>}
    {section.commands !== undefined && <pre tabindex={0} role="region" aria-label={section.heading}>{section.commands.join("\n")}</pre>}
    {section.see !== undefined && <p>{words.help.see}{words.common.colon}{section.see.map((link, at) => <>{at > 0 && words.date.and}<a href={pathsOf(page)[link]}>{nameOf(link, words)}</a></>)}</p>}
  </section>
);

const nameOf = (link: HelpLink, words: Messages): string => ({
  notices: words.site.notices, calendar: words.calendar.title, halls: words.site.halls, verify: words.site.verify, log: words.site.log, rules: words.rules.title, glossary: words.glossary.title, signIn: words.site.signIn,
})[link];
