import { becomeButton, type Load } from './ask-element.ts'

const tag = 'coopdesk-ask'

/** Puts the button on the page that the script stands in, once. */
export function placeButton(script: HTMLScriptElement, load: Load): void {
  const { library } = script.dataset
  if (!library) console.error('Coopdesk: data-library is missing.')
  if (!library || document.querySelector(tag)) return
  // Beside the body, which some pages replace, move or transform.
  document.documentElement.append(askElement(load, { desk: new URL(script.src).origin, ...script.dataset }))
}

/** The element with these settings. */
export function askElement(load: Load, settings: DOMStringMap): HTMLElement {
  class AskElement extends HTMLElement {
    connectedCallback(): void {
      void becomeButton(this, load)
    }
  }
  customElements.define(tag, AskElement)
  const element = document.createElement(tag)
  Object.assign(element.dataset, settings)
  return element
}
