//! Direct Connect gateways and virtual interfaces.

use super::fact::facts;

facts! {
    "DXG-01" Documented [DX_01, DX_02]
        "For a virtual private gateway the allowed prefixes of a Direct Connect gateway are a \
         filter: a block of the VPC is announced to the customer if an allowed prefix is the same \
         or wider.";
    "DXG-02" Documented [DX_01, DX_03]
        "For a transit gateway a Direct Connect gateway announces exactly the allowed prefixes to \
         the customer, whatever the attached VPCs have.";
    "DXG-03" Documented [DX_02, DX_04]
        "A Direct Connect gateway joins virtual interfaces with gateways, and not virtual \
         interfaces with each other, nor with VPN connections of an associated virtual private \
         gateway, nor VPCs by a way through the customer's network.";
    "DXG-04" Documented [DX_04]
        "VPCs behind one Direct Connect gateway do not reach each other through it, unless the \
         customer announces a wider prefix that covers them over the same virtual interface."
        note "In force since November 2021. Another page says without the exception that such \
              traffic is not supported.";
    "DXG-05" Documented [DX_02, DX_03]
        "A Direct Connect gateway serves virtual private gateways with private virtual interfaces \
         or transit gateways with transit virtual interfaces, not both.";
    "DXG-06" Documented [DX_03, DX_06]
        "The AS numbers of a Direct Connect gateway and of the transit gateways attached to it \
         differ, and so do those of transit gateways in different Regions. Both get 64512 if none is \
         given.";
    "DXG-07" Documented [DX_02, DX_05]
        "A private virtual interface ends at a virtual private gateway or a Direct Connect \
         gateway, a transit one at a Direct Connect gateway. A public one ends at neither.";
    "DXG-08" Documented [DX_02]
        "VPCs behind one Direct Connect gateway have no overlapping blocks, and a virtual private \
         gateway belongs to one Direct Connect gateway at most and is attached to its VPC.";
    "DXG-09" Documented [DX_07]
        "Among Direct Connect paths for one prefix the local preference that the customer's \
         community asks for decides, then the AS path; equal ones share the load."
        note "Without a community AWS prefers by the distance to the Direct Connect location, \
              which the inputs do not tell; Outpath takes medium preference then.";
    "DXG-10" Documented [DX_07]
        "Over a public virtual interface AWS takes packets from the public prefixes that the customer \
         owns and announces there, for AWS's public addresses only.";
}
