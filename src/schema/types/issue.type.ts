import { InputType, ObjectType } from 'type-graphql';
import { connectionType } from '../support/connection.ts';
import { StockDocument, StockDocumentFilterInput, stockDocumentSort } from './stock-document.type.ts';

@ObjectType({ description: 'An issue: stock that left for whom it was reserved.', simpleResolvers: true })
export class Issue extends StockDocument {}

export const IssueConnection = connectionType(Issue, 'Issue');

@InputType({ description: 'Which issues are listed: all that is given must hold.' })
export class IssueFilterInput extends StockDocumentFilterInput {}

export const IssueSortInput = stockDocumentSort('Issue');
