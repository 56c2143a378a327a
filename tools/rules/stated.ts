import { afterwards } from './afterwards.ts'
import { conversation } from './conversation.ts'
import type { Chapter, Rule } from './rule.ts'

export const chapters: readonly Chapter[] = [...conversation, ...afterwards]

export const statedRules: readonly Rule[] = chapters.flatMap(({ rules }) => rules)
