import { memoryTables } from '../memory/tables.ts'
import { tablesContract } from './tables.contract.ts'

tablesContract('memory', async () => memoryTables())
