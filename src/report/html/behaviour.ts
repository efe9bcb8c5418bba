/**
 * What the page does by itself: it filters findings, opens the one that a link names, and copies commands. Without it
 * everything is there to be read. Plain JavaScript of the browser, sent as it stands here.
 */
export const BEHAVIOUR: string = `
(() => {
  const form = document.querySelector('form');
  const all = [...document.querySelectorAll('.finding')];
  const texts = all.map((one) => (one.querySelector('summary').textContent + ' ' + one.dataset.signature).toLowerCase());
  const count = document.querySelector('output');
  const apply = () => {
    const text = form.elements.text.value.trim().toLowerCase();
    const oracle = form.elements.oracle.value;
    const state = form.elements.state.value;
    let shown = 0;
    all.forEach((one, at) => {
      const fits = texts[at].includes(text) && (oracle === '' || one.dataset.oracle === oracle) &&
        (state === '' || one.classList.contains('known') === (state === 'known'));
      one.hidden = !fits;
      if (fits) shown += 1;
    });
    count.textContent = shown + ' of ' + all.length + ' shown';
  };
  if (form !== null) {
    form.hidden = false;
    form.addEventListener('input', apply);
    form.addEventListener('reset', () => setTimeout(apply));
    form.addEventListener('submit', (event) => event.preventDefault());
    apply();
  }
  const open = () => {
    const one = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (one && one.tagName === 'DETAILS') { one.hidden = false; one.open = true; one.scrollIntoView(); }
  };
  addEventListener('hashchange', open);
  open();
  for (const button of document.querySelectorAll('.copy button')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(button.parentElement.querySelector('pre').textContent);
        button.textContent = 'Copied';
      } catch {
        getSelection().selectAllChildren(button.parentElement.querySelector('pre'));
        button.textContent = 'Selected';
      }
    });
  }
})();
`;
