/** Text filter and sort, for browsers that run scripts; without it the verdict filter and all content stay. */
export const SCRIPT = `
(() => {
  const list = document.querySelector('#list');
  const search = document.querySelector('#search');
  const sort = document.querySelector('#sort');
  const shown = document.querySelector('#shown');
  if (!list || !search || !sort || !shown) return;
  for (const box of document.querySelectorAll('.needs-script')) box.hidden = false;
  const groups = [...list.children];
  const rows = groups.flatMap((group) => [...group.children]);
  let texts = null; // made when first needed: a long report opens at once
  const grave = { match: 0, review: 1, inconclusive: 2, clear: 3 };
  const filter = () => {
    texts ??= rows.map((row) => row.textContent.toLowerCase());
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    list.classList.toggle('filtered', words.length > 0);
    rows.forEach((row, at) => {
      const fits = words.every((word) => texts[at].includes(word));
      row.hidden = !fits;
      if (fits) count += 1;
    });
    shown.textContent = words.length === 0 ? '' : count + ' of ' + rows.length + ' rows hold these words';
  };
  let timer = 0;
  search.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(filter, 120); });
  sort.addEventListener('change', () => {
    const order = rows.map((row, at) => [row, at]);
    if (sort.value === 'verdict') order.sort((a, b) => grave[a[0].classList[0]] - grave[b[0].classList[0]] || a[1] - b[1]);
    if (sort.value === 'domain') order.sort((a, b) => a[0].dataset.domain.localeCompare(b[0].dataset.domain) || a[1] - b[1]);
    const size = Math.ceil(rows.length / groups.length);
    groups.forEach((group, at) => group.append(...order.slice(at * size, (at + 1) * size).map(([row]) => row)));
  });
})();
`.trim();
