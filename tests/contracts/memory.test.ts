import { memoryStaffRoom } from '../memory/staff-room.ts'
import { memoryTables } from '../memory/tables.ts'
import { factsContract } from './facts.contract.ts'
import { staffRoomContract } from './staff-room.contract.ts'
import { tablesContract } from './tables.contract.ts'

const keptMs = 90 * 86_400_000

tablesContract('memory', async () => memoryTables(({ events }) => Date.now() >= (events.at(-1)?.at ?? 0) + keptMs))
factsContract('memory', async () => memoryTables())
staffRoomContract('memory', async () => memoryStaffRoom())
