// What the editor of formatted texts has more than its own: words in the language of the page, a
// table that begins with a row of headings, pictures of the article, and care with what is pasted.
// Without scripts a text is HTML in a plain field, and a line "[picture 2]" calls for a picture.
import { crel, Extension, Node, Plugin, Table as AnyTable, updateAttrsDialog } from "django-prose-editor/editor";

const CAPTION = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"><path d="M3 4h12M3 9h18v12H3zM3 15h18M12 9v12"/></svg>';
const CHANGED = "portal:pictures";

export const Words = Extension.create({
  name: "words",
  addOptions: () => ({ buttons: {} }),
  onBeforeCreate() {
    const { menu } = this.editor.storage.menu;
    const define = menu.defineItem;
    menu.defineItem = (item) => {
      const word = this.options.buttons[item.name];
      if (word) {
        item.button.title = word;
        item.button.setAttribute("aria-label", word);
        if (item.option) item.option.textContent = word;
      }
      define(item);
    };
  },
});

// The caption is a line of text, written in a question of its own and shown above the rows.
export const Table = AnyTable.extend({
  addOptions() {
    return { ...this.parent?.(), caption: "" };
  },
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: "",
        parseHTML: (element) => element.querySelector(":scope > caption")?.textContent.trim() ?? "",
        renderHTML: () => ({}),
      },
    };
  },
  parseHTML() {
    return [...this.parent?.(), { tag: "caption", ignore: true }];
  },
  renderHTML(shown) {
    const [tag, attributes, ...rows] = this.parent?.(shown);
    const { caption } = shown.node.attrs;
    return [tag, attributes, ...(caption ? [["caption", { contenteditable: "false" }, caption]] : []), ...rows];
  },
  addNodeView: () => null, // drawn as it is written
  addMenuItems(offered) {
    this.parent?.(offered);
    offered.menu.defineItem({
      name: "table:caption",
      groups: "table",
      button: offered.buttons.svg(CAPTION, this.options.caption),
      hidden: (editor) => !editor.isActive("table"),
      command: (editor) => askCaption(editor, this.options.caption),
    });
  },
  addCommands() {
    return {
      ...this.parent?.(),
      insertTableWithOptions: () => ({ commands }) => commands.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
    };
  },
});

async function askCaption(editor, title) {
  const { caption } = editor.getAttributes("table");
  const said = await updateAttrsDialog({ caption: { title } }, { title })(editor, { caption });
  if (said) editor.chain().focus().updateAttributes("table", { caption: said.caption.trim() }).run();
}

// What Word hides, its remarks and what was struck out would become words of the article; headings of
// a size that it has not would become paragraphs. The rest is put in order where the text is saved.
// The policy of the page lets in no style, so the look of a part is read from it as words.
const HIDDEN = /display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment/i;
const LOOKS = { strong: /(^|;)\s*font-weight\s*:\s*(bold|[6-9]00)/i, em: /(^|;)\s*font-style\s*:\s*italic/i };
const UPRIGHT = /(^|;)\s*font-weight\s*:\s*(normal|[1-5]00)/i; // Google's frame around all of a text

function putInOrder(html) {
  const read = html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/i, " data-look"));
  const pasted = crel("template", { innerHTML: read });
  for (const part of pasted.content.querySelectorAll("del, [data-look]")) {
    const look = part.dataset.look ?? "";
    part.removeAttribute("data-look");
    if (part.matches("del") || HIDDEN.test(look)) part.remove();
    else if (part.matches("b, strong") && UPRIGHT.test(look)) part.replaceWith(...part.childNodes);
    else if (part.matches("span")) for (const tag in LOOKS) if (LOOKS[tag].test(look)) wrapWithin(part, tag);
  }
  return pasted.innerHTML.replace(/(<\/?h)1\b/gi, "$12").replace(/(<\/?h)[56]\b/gi, "$14");
}

function wrapWithin(part, tag) {
  const inner = crel(tag);
  inner.append(...part.childNodes);
  part.append(inner);
}

export const Pasting = Extension.create({
  name: "pasting",
  addOptions: () => ({ leftOut: "" }),
  addProseMirrorPlugins() {
    const { editor, options } = this;
    return [new Plugin({ props: { transformPastedHTML(html) {
      if (/<img\b/i.test(html)) say(editor, options.leftOut);
      return putInOrder(html);
    } } })];
  },
});

function say(editor, text) {
  const box = editor.view.dom.closest(".prose-editor");
  const status = box.nextElementSibling?.matches("[role=status]") ? box.nextElementSibling : crel("p", { className: "help", role: "status" });
  box.after(status);
  status.textContent = text;
}

// --- Pictures of the article ---------------------------------------------------------------------

const rows = () => [...document.querySelectorAll("#pictures-group .inline-related:not(.empty-form)")];
const numberOf = (row) => row.querySelector("[name$='-position']");
// Where pictures are closed, nothing adds a row, and each has its values without the fields.
const adder = () => [...document.querySelectorAll("#pictures-group .add-row a")].find((link) => link.checkVisibility());
const valueOf = (row, name) => row.querySelector(`[name$='-${name}']`)?.value ?? row.querySelector(`.fieldBox.field-${name} .readonly`).textContent.trim();
const spoken = (editor) => (editor.view.dom.closest(".prose-editor").querySelector("textarea").name.endsWith("_zh") ? "zh" : "en");

function picturesFor(editor) {
  return rows().map((row) => ({
    number: Number(valueOf(row, "position")),
    shows: valueOf(row, `alt_${spoken(editor)}`),
    address: row.dataset.drawn ?? row.querySelector(".field-file a")?.href,
  }));
}

function numbered(row) {
  const field = numberOf(row);
  if (!Number(field.value)) field.value = Math.max(0, ...rows().map((other) => Number(numberOf(other).value))) + 1;
}

function addRow() {
  adder().click();
  const row = rows().at(-1);
  row.querySelector("[type=file]").click();
  return Number(numberOf(row).value);
}

async function draw(row, file) {
  const bitmap = await createImageBitmap(file, { resizeWidth: 320 });
  const canvas = crel("canvas", { width: bitmap.width, height: bitmap.height });
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  row.dataset.drawn = canvas.toDataURL("image/webp");
}

document.addEventListener("formset:added", ({ target, detail }) => {
  if (detail.formsetName === "pictures") numbered(target);
});
document.addEventListener("change", async ({ target }) => {
  const row = target.closest?.("#pictures-group .inline-related");
  if (!row) return;
  if (target.type === "file" && target.files[0]) await draw(row, target.files[0]).catch(() => delete row.dataset.drawn);
  document.dispatchEvent(new Event(CHANGED));
});

export const Picture = Node.create({
  name: "picture",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ title: "", which: "", another: "", name: "%s", missing: "%s" }),
  addAttributes: () => ({
    number: {
      parseHTML: (element) => Number(element.dataset.picture),
      renderHTML: ({ number }) => ({ "data-picture": number }),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-picture]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],

  addNodeView() {
    return ({ node, editor }) => {
      const image = crel("img", { alt: "" });
      const caption = crel("figcaption");
      const dom = crel("figure", { className: "picture-place" }, [image, caption]);
      const { name, missing } = this.options;
      const show = () => {
        const found = picturesFor(editor).find(({ number }) => number === node.attrs.number);
        const text = (found ? name : missing).replace("%s", node.attrs.number);
        caption.textContent = found?.shows ? `${text} · ${found.shows}` : text;
        image.hidden = !found?.address;
        if (found?.address) image.src = found.address;
      };
      requestAnimationFrame(show);
      document.addEventListener(CHANGED, show);
      return { dom, ignoreMutation: () => true, destroy: () => document.removeEventListener(CHANGED, show) };
    };
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "picture",
      groups: "nodes",
      button: buttons.material("image", this.options.which),
      option: crel("p", { textContent: this.options.which }),
      command: (editor) => choose(editor, this.options),
    });
  },
});

async function choose(editor, { title, which, another, name }) {
  const known = picturesFor(editor).map(({ number, shows }) => [`${name.replace("%s", number)} · ${shows}`, number]);
  const places = new Map(adder() ? [...known, [another, 0]] : known);
  if (!places.size) return;
  const words = [...places.keys()];
  const chosen = known.length
    ? await updateAttrsDialog({ which: { title: which, enum: words } }, { title })(editor, { which: words[0] })
    : { which: another };
  if (!chosen) return;
  const number = places.get(chosen.which) || addRow();
  editor.chain().focus().insertContent({ type: "picture", attrs: { number } }).run();
}
