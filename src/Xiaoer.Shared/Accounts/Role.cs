namespace Xiaoer.Shared.Accounts;

/// <summary>What a person is in a shop. What each role may do: <see cref="Permissions.Of"/>.</summary>
public enum Role
{
    Owner, StoreManager, TeamLead, Agent, AfterSalesSpecialist, Auditor, Finance, DocumentClerk, Buyer, Warehouse,
    Picker, Inspector, Packer, Weigher, ProductManager, CrmSpecialist, Trainer, Compliance,
}
