// What could not be loaded, said in the page: the reason in the reader's language, and the way to try again.
import { button, byId, h } from './dom.js';

/** The notice in #problem: `show(error, again)`, `hide()`, `speak()` after the language has changed. */
export function createProblem(words) {
  const place = byId('problem');
  let told = null;
  const { t } = words;
  function speak() {
    place.hidden = !told;
    if (!told) { place.replaceChildren(); return; }
    const { reason = 'away', message } = told.error, reload = reason === 'changed';
    place.replaceChildren(h('p', null, h('b', null, t('problem')), ' ', t(`problem-${reason}`)), message && !reload && h('p', { class: 'source', lang: 'en' }, message),
      h('div', { class: 'actions' }, reason !== 'gone' && button(() => (reload ? location.reload() : told.again()), t('again')), button(notice.hide, t('dismiss'))));
  }
  const notice = {
    speak,
    show(error, again) {
      told = { error, again };
      speak();
    },
    hide() {
      told = null;
      speak();
    },
  };
  return notice;
}
